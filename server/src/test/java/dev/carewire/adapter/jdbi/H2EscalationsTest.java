package dev.carewire.adapter.jdbi;

class H2EscalationsTest extends EscalationsContract {
    H2EscalationsTest() {
        super(TestDatabases.H2);
    }
}
