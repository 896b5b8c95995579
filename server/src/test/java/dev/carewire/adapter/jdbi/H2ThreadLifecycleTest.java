package dev.carewire.adapter.jdbi;

class H2ThreadLifecycleTest extends ThreadLifecycleContract {
    H2ThreadLifecycleTest() {
        super(TestDatabases.H2);
    }
}
