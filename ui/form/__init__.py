"""The paper on the screen: a definition laid out with live widgets."""
