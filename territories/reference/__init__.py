"""Where the reference data of the territories comes from: divisions and boundaries, read and checked before
anything is written.
"""

CREDIT = "Haut-Commissariat au Plan (HCP), RGPH 2024, RGPH 2014"
