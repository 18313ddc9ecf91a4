"""The live hub: a bell between processes, rooms, and the sockets that listen (docs/live.md)."""
