package org.archipel.marketplace.internal.sharing;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What one marketplace gives and another takes. */
abstract class TwoMarketplaces {
    @TempDir
    Path folder;

    Marketplace here;
    Marketplace there;

    @BeforeEach
    void open() {
        here = new Marketplace(folder.resolve("here"));
        there = new Marketplace(folder.resolve("there"));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }
}
