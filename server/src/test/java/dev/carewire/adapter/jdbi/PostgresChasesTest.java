package dev.carewire.adapter.jdbi;

class PostgresChasesTest extends ChasesContract {
    PostgresChasesTest() {
        super(TestDatabases.POSTGRES);
    }
}
