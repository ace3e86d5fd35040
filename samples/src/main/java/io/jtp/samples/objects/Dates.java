package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Calendar arithmetic with adjusters, queries and streams of dates, some of them ours and called by the JDK. */
public final class Dates {
    private Dates() {}

    /** {@return Easter of that year} */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }

    public static void main(String[] args) {
        Here.begin();
        TemporalAdjuster workday = TemporalAdjusters.ofDateAdjuster(date -> {
            LocalDate next = date.plusDays(1);
            while (next.getDayOfWeek().getValue() > 5
                    || easter(next.getYear()).plusDays(1).equals(next)) {
                next = next.plusDays(1);
            }
            if (next.getDayOfMonth() % 9 == 2) {
                Here.now();
            }
            return next;
        });
        LocalDate date = LocalDate.of(2024, Month.MARCH, 27);
        for (int i = 0; i < 12; i++) {
            date = date.with(workday);
        }
        System.out.println(date + " " + easter(2025) + " " + Period.between(easter(2000), date));
        Map<DayOfWeek, Integer> days = new EnumMap<>(DayOfWeek.class);
        LocalDate.of(2024, 2, 26)
                .datesUntil(LocalDate.of(2024, 5, 1), Period.ofDays(3))
                .forEach(day -> {
                    if (day.getDayOfYear() == 60) {
                        Here.now();
                    }
                    days.merge(day.getDayOfWeek(), day.getDayOfMonth(), Integer::sum);
                });
        System.out.println(days);
        LocalDateTime time = LocalDateTime.of(date, LocalTime.NOON);
        Duration total = Duration.ZERO;
        for (int i = 1; i < 200; i++) {
            time = time.plus(Duration.ofMinutes(i * 7L)).truncatedTo(ChronoUnit.HOURS);
            total = total.plus(Duration.between(time.with(LocalTime.MIDNIGHT), time))
                    .dividedBy(i % 5 == 0 ? 2 : 1);
            if (i == 150) {
                Here.now();
            }
        }
        System.out.println(time + " " + total + " " + ChronoUnit.DAYS.between(date, time));
        ZonedDateTime zoned = time.atZone(ZoneId.of("Europe/Rome"));
        String formatted = zoned.format(DateTimeFormatter.ofPattern("EEE d. MMMM uuuu, HH:mm xxx", Locale.ENGLISH));
        System.out.println(formatted + " " + Instant.ofEpochSecond(1L << 31).atOffset(ZoneOffset.ofHours(-5)) + " "
                + YearMonth.parse("2023-11").plusMonths(4).lengthOfMonth() + " "
                + zoned.query(at -> Here.now(at.get(java.time.temporal.ChronoField.AMPM_OF_DAY))));
    }
}
