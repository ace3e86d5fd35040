package io.jtp.inspect;

/**
 * A place outside the heap that keeps an object.
 *
 * @param place in words
 * @param object its number
 */
record Root(String place, int object) {}
