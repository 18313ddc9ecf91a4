"""Django's PostGIS backend with our pool of connections (`core.pool`)."""
