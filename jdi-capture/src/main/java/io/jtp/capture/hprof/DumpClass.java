package io.jtp.capture.hprof;

import java.util.List;

/**
 * A class in a dump.
 *
 * @param id its address
 * @param superclass its address, or 0
 * @param fields the instance fields that it declares, in the order of their values in an object
 */
public record DumpClass(long id, long superclass, List<Field> fields) {

    /** @param type first character of the descriptor; {@code L} for arrays too */
    public record Field(String name, char type) {

        /** {@return how many bytes its value takes in the dump} */
        public int size() {
            return HprofDump.size(type);
        }
    }
}
