package dev.carewire.adapter.jdbi;

class H2ThreadLifeTest extends ThreadLifeContract {
    H2ThreadLifeTest() {
        super(TestDatabases.H2);
    }
}
