"""The subcommands of `aimed`, one module for each thing they are about."""
