module example.org/backend

go 1.19
