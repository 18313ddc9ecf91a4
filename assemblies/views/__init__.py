"""Pages of general assemblies."""
