package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.messaging.JobCancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageReaderTest {
    private static final int PAGES = 3;
    private static final int PAGE = 2;
    private static final int LIMIT_SECONDS = 60;
    private static final int MOMENT_MS = 300;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void theNextPageIsAskedForWhileOneIsPrepared() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        try (PageReader pages = reader(Optional.empty(), request -> {
            if (number(request) == 1) {
                second.countDown();
            }
            return page(number(request));
        })) {
            pages.next();
            assertThat(second.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ids(pages.next())).containsExactly("2", "3");
            assertThat(pages.next().hasMore()).isFalse();
        }
    }

    @Test
    void aPageThatFailsFailsAtItsTurn() {
        try (PageReader pages = reader(Optional.empty(), request -> {
            if (number(request) == 1) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "gone", true);
            }
            return page(number(request));
        })) {
            assertThat(ids(pages.next())).containsExactly("0", "1");
            assertThatThrownBy(pages::next).isInstanceOf(RemoteException.class).hasMessage("gone");
        }
    }

    @Test
    void noMoreRecordsAreReadThanTheRunMay() {
        try (PageReader pages = reader(Optional.of(3L), request -> {
            assertThat(number(request)).isLessThan(2);
            return page(number(request));
        })) {
            pages.next();
            assertThat(ids(pages.next())).containsExactly("2");
            assertThat(pages.exhausted()).isTrue();
        }
    }

    @Test
    void aReadInProgressIsInterruptedByTheClosing() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        PageReader pages = reader(Optional.empty(), request -> {
            if (number(request) == 1) {
                begun.countDown();
                awaitInterruption(interrupted);
            }
            return page(number(request));
        });
        pages.next();
        assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        pages.close();
        assertThat(interrupted.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(pages::next).isInstanceOf(JobCancelledException.class);
    }

    @Test
    void theSessionIsOutOfUseWhenTheReaderIsClosed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean();
        PageReader pages = reader(Optional.empty(), request -> {
            if (number(request) == 1) {
                begun.countDown();
                awaitInterruption(new CountDownLatch(1));
                first.set(reached(closed));
                ended.countDown();
            }
            return page(number(request));
        });
        pages.next();
        assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        pages.close();
        closed.countDown();
        assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(first).as("the closing waits for the read").isFalse();
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(MOMENT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitInterruption(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    private PageReader reader(Optional<Long> limit, Pages pages) {
        ConnectorSession session = new ConnectorSession() {
            @Override
            public ReadPage read(ReadRequest request) {
                return pages.read(request);
            }

            @Override
            public void close() {}
        };
        return new PageReader(executor, session, run(limit), PAGE);
    }

    private static int number(ReadRequest request) {
        return request.cursor().map(JsonNode::asInt).orElse(0);
    }

    private static ReadPage page(int number) {
        List<SourceRecord> records = IntStream.range(number * PAGE, (number + 1) * PAGE)
                .mapToObj(id -> SourceRecord.of(Integer.toString(id), JsonNodeFactory.instance.objectNode()))
                .toList();
        boolean more = number + 1 < PAGES;
        return new ReadPage(
                records, more ? Optional.of(IntNode.valueOf(number + 1)) : Optional.empty(), more, Optional.empty());
    }

    private static List<String> ids(ReadPage page) {
        return page.records().stream().map(SourceRecord::externalId).toList();
    }

    private static SyncRun run(Optional<Long> limit) {
        return new SyncRun(
                "run",
                "organization",
                "integration",
                "place",
                "job",
                SyncRun.Flow.INBOUND,
                SyncRun.State.RUNNING,
                false,
                Optional.empty(),
                limit,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                SyncCounts.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                "settings",
                SyncRun.Scan.FULL,
                false,
                Optional.empty());
    }

    @FunctionalInterface
    private interface Pages {
        ReadPage read(ReadRequest request);
    }
}
