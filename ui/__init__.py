"""The window: shows an application and asks for its values; decides nothing."""
