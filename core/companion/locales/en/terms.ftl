# Words for the ids of the field.

phase-engagement = getting started
phase-initial = beginning
phase-middle = middle
phase-ending = ending
phase-maintenance = staying well
phase-closed = closed
