"""What all faces share: workspace, intake, rebuilding, the ledger's log, and answers."""
