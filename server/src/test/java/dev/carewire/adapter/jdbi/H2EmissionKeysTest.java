package dev.carewire.adapter.jdbi;

class H2EmissionKeysTest extends EmissionKeysContract {
    H2EmissionKeysTest() {
        super(TestDatabases.H2);
    }
}
