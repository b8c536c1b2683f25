"""What nbgrader needs to know of this folder: a lesson is its own assignment, and holds no solutions to take out."""

from nbgrader.converters import GenerateAssignment

c = get_config()  # noqa: F821 (nbgrader brings it)
c.CourseDirectory.course_id = "bilateral"
c.CourseDirectory.source_directory = "."
usual = GenerateAssignment().preprocessors
c.GenerateAssignment.preprocessors = [step for step in usual if step.__name__ != "ClearSolutions"]
