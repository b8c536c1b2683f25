"""What the reader knows of language: vocabulary that a historian can read and extend."""
