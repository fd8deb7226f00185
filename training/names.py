"""The people of the generated text; with a leading space each name is one token."""

WOMEN = ("Mary", "Anna", "Sarah", "Lucy", "Emma", "Laura", "Alice",
         "Julia", "Helen", "Kate", "Nora", "Clara", "Amy")  # fmt: skip
MEN = ("John", "Tom", "James", "Peter", "Paul", "David", "Mark",
       "Daniel", "Robert", "Simon", "George", "Martin", "Henry")  # fmt: skip
NAMES = WOMEN + MEN
