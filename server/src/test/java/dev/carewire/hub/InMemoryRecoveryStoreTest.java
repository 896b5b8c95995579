package dev.carewire.hub;

class InMemoryRecoveryStoreTest extends RecoveryStoreContract {

    @Override
    protected RecoveryStore create() {
        return new InMemoryRecoveryStore();
    }
}
