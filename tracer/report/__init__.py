"""What people look at: tables, the workbook and the self-contained page."""
