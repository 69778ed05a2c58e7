# Words for the ids of the field. The client's side says "Connection" where the literature says "interpersonal deficits".

area-grief = grief
area-grief-and-loss = grief and loss
area-dispute = disagreement
area-transition = change of role
area-life-changes = life changes
area-deficits = interpersonal deficits
area-connection = connection
area-loneliness = loneliness
area-lost-self = the healthy self that was lost

phase-engagement = getting started
phase-initial = beginning
phase-middle = middle
phase-ending = ending
phase-maintenance = staying well
phase-closed = closed

band-minimal = minimal
band-mild = mild
band-moderate = moderate
band-moderately-severe = moderately severe
band-severe = severe
