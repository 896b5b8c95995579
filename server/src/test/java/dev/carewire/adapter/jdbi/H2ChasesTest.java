package dev.carewire.adapter.jdbi;

class H2ChasesTest extends ChasesContract {
    H2ChasesTest() {
        super(TestDatabases.H2);
    }
}
