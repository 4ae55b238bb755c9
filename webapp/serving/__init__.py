"""How requests come in: connections with deadlines, pools of threads, an orderly end."""
