package dev.carewire.adapter.jdbi;

class H2VitalsTest extends VitalsContract {
    H2VitalsTest() {
        super(TestDatabases.H2);
    }
}
