package dev.carewire.adapter.jdbi;

class H2RemindersTest extends RemindersContract {
    H2RemindersTest() {
        super(TestDatabases.H2);
    }
}
