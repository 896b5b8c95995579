package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishBudgetTest {

    private final PublishBudget budget = new PublishBudget();

    @Test
    void boundsTheNumberOfMessages() {
        for (int i = 0; i < PublishBudget.MAX_MESSAGES; i++) {
            assertThat(budget.tryAcquire(0)).isTrue();
        }
        assertThat(budget.tryAcquire(0)).isFalse();
        budget.release(0);
        assertThat(budget.tryAcquire(0)).isTrue();
    }

    @Test
    void boundsTheirBytes() {
        int half = (int) (PublishBudget.MAX_BYTES / 2);
        assertThat(budget.tryAcquire(half)).isTrue();
        assertThat(budget.tryAcquire(half)).isTrue();
        assertThat(budget.tryAcquire(1)).isFalse();
        budget.release(half);
        assertThat(budget.tryAcquire(half + 1)).isFalse();
        assertThat(budget.tryAcquire(half)).isTrue();
    }
}
