package io.jtp.samples.languages;

import io.jtp.samples.Here;
import java.util.List;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.LazyList;
import scala.collection.immutable.LazyList$;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigInt;
import scala.math.Ordering;
import scala.util.Try;

/** Code that Scala's compiler made is on the stack: collections with functions, lazy lists, options, tries. */
public final class ScalaLibrary {

    private ScalaLibrary() {}

    public static void main(String[] args) {
        Here.begin();
        scala.collection.immutable.List<Integer> numbers =
                CollectionConverters.asScala(List.of(3, 1, 2)).toList();
        System.out.println(numbers.map(n -> Here.now(n) * 2).mkString("<", ",", ">"));
        System.out.println(numbers.foldLeft("", (text, n) -> Here.now(text) + n));
        scala.collection.immutable.Map<Integer, Integer> sums =
                numbers.groupMapReduce(n -> n % 2, Here::now, Integer::sum);
        for (Iterator<Tuple2<Integer, Integer>> each = sums.iterator(); each.hasNext(); ) {
            System.out.println(Here.now(each.next()));
        }
        LazyList<BigInt> powers = LazyList$.MODULE$.iterate(
                () -> BigInt.apply(1), power -> Here.now(power).$times(BigInt.apply(3)));
        System.out.println(powers.apply(4) + " " + powers);
        System.out.println(
                Option.apply("some").map(text -> Here.now(text).length()).toString()
                        + Try.apply(() -> Integer.parseInt(Here.now("none"))));
        System.out.println(numbers.sorted(Ordering.comparatorToOrdering((Integer a, Integer b) -> Here.now(a) - b)));
    }
}
