"""What is handed in: Word, PDF and Excel files of an application, and their way back."""
