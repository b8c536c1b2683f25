"""What nbgrader needs to know of this folder: where the solutions are, and what students get in their place."""

c = get_config()  # noqa: F821 (nbgrader brings it)
c.CourseDirectory.course_id = "bilateral"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "workbooks"
c.ClearSolutions.code_stub = {"python": "# Write your answer in place of the three dots, then run this cell and the next."}
c.ClearSolutions.text_stub = "*Write here: double-click, write, then press Shift and Enter.*"
