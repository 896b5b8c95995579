package dev.carewire.adapter.jdbi;

class H2RestraintTest extends RestraintContract {
    H2RestraintTest() {
        super(TestDatabases.H2);
    }
}
