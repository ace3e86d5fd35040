/**
 * Small programs to be moved in the middle of something. Each is a page at most and opens with what to notice. They know nothing of
 * jtp; {@link io.jtp.samples.Here} only marks the moment.
 */
package io.jtp.samples;
