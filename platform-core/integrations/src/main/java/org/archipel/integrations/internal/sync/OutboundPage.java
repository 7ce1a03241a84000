package org.archipel.integrations.internal.sync;

import java.util.List;
import org.archipel.integrations.internal.merge.Base;

/**
 * What is to be done about some hub records.
 *
 * @param changes to send, in order
 * @param settled bases that change without a word to the remote side
 * @param last id of the last record looked at; empty if there was none
 * @param end whether no record is left
 * @param held how many are held back, each with a conflict
 */
record OutboundPage(
        List<OutboundChange> changes,
        List<Base> settled,
        List<Rejection> rejections,
        int read,
        int filtered,
        String last,
        boolean end,
        int held) {
    int unchanged() {
        return settled.size() + held;
    }
}
