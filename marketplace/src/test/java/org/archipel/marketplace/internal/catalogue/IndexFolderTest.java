package org.archipel.marketplace.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
    @TempDir
    Path folder;

    /** Else a search between the two would take the index for up to date, and miss what was taken in. */
    @Test
    void whatIsTakenInCountsWhenItIsShown() throws IOException {
        try (var index = IndexFolder.open(folder, new SearchWords(), "form")) {
            index.clear("epoch");
            index.take(List.of("org.example.gone"), List.of(), 1);
            assertThat(index.shown()).isNotEqualTo(index.reached());

            index.show();
            assertThat(index.shown()).isEqualTo(index.reached());
        }
    }
}
