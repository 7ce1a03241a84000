package org.archipel.connector.common.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkHeaderTest {
    @Test
    void theNextLinkIsFoundAmongOthers() {
        assertThat(LinkHeader.target(List.of("<a?x=1,2>; rel=first, <b;c>; title=\"x, y\"; rel=\"last next\""), "next"))
                .contains("b;c");
        assertThat(LinkHeader.target(List.of("<a>; rel=prev", "<b>;REL=\"NEXT\""), "next"))
                .contains("b");
    }

    @Test
    void onlyTheFirstRelationOfALinkCounts() {
        assertThat(LinkHeader.target(List.of("<a>; rel=prev; rel=next"), "next"))
                .isEmpty();
    }

    @Test
    void whatIsNoLinkIsNoLink() {
        assertThat(LinkHeader.target(List.of("next", "", "<a", "<a>", "<a>; rel=nextish"), "next"))
                .isEmpty();
    }
}
