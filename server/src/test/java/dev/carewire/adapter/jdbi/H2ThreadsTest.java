package dev.carewire.adapter.jdbi;

class H2ThreadsTest extends ThreadsContract {
    H2ThreadsTest() {
        super(TestDatabases.H2);
    }
}
