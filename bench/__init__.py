"""What Earshot costs: counted on the emulator, measured in this process. `python -m bench --help`."""
