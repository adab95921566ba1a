"""The live preview: the typeset pages beside the form, made by a process of their own."""
