package io.jtp.samples.harness;

import java.util.List;

/** When a sample is to be moved. */
public sealed interface Moment {

    /** {@return options for the sample's JVM} */
    List<String> vmOptions();

    /** {@return options for {@code jtp attach}} */
    List<String> attachOptions();

    /**
     * At a moment that the sample marks itself.
     *
     * @param number from 1
     */
    record Marked(int number) implements Moment {
        @Override
        public List<String> vmOptions() {
            return List.of("-Djtp.samples.wait=0", "-Djtp.samples.moment=" + number);
        }

        @Override
        public List<String> attachOptions() {
            return List.of("--at", "io.jtp.samples.Here.moment");
        }

        @Override
        public String toString() {
            return "moment " + number;
        }
    }

    /**
     * At a place as {@code jtp attach} knows it, when the sample comes by there for the first time after a marked moment.
     *
     * @param after the marked moment, 0 for the beginning
     * @param at for {@code --at}
     */
    record Place(int after, String at) implements Moment {
        @Override
        public List<String> vmOptions() {
            return List.of("-Djtp.samples.wait=" + after, "-Djtp.samples.moment=0");
        }

        @Override
        public List<String> attachOptions() {
            return List.of("--at", at);
        }

        @Override
        public String toString() {
            return (after == 0 ? "" : "moment " + after + ", then ") + at.replace("io.jtp.samples.", "");
        }
    }
}
