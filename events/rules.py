"""Who may do what. When is the workflow's affair."""
