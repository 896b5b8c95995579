package dev.carewire.adapter.jdbi;

class H2OutboxTest extends OutboxContract {
    H2OutboxTest() {
        super(TestDatabases.H2);
    }
}
