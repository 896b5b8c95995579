package dev.carewire.adapter.jdbi;

class H2TimersTest extends TimersContract {
    H2TimersTest() {
        super(TestDatabases.H2);
    }
}
