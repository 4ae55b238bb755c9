"""Pages of the plan over time: sets of planned changes, from draft to in force, and the pay plan."""
