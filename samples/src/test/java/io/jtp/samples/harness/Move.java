package io.jtp.samples.harness;

/** One run of a sample with one move in it. */
public record Move(Sample sample, Moment moment, Route route, Jdk jdk) {
    @Override
    public String toString() {
        return sample + " at " + moment + ", " + route + ", " + jdk;
    }
}
