package dev.carewire.adapter.jdbi;

class H2LastSeenTest extends LastSeenContract {
    H2LastSeenTest() {
        super(TestDatabases.H2);
    }
}
