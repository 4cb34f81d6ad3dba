// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// Gives the free functions below a translation context.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(TimeWords)
};

} // namespace

QString clockTime(QTime time)
{
    QString format = QLocale::system().timeFormat(QLocale::ShortFormat);
    format.remove(u":ss"_s); // the C locale has seconds even in its short form
    return QLocale::system().toString(time, format);
}

QString dayName(QDate day, QDate today)
{
    if (day == today) {
        return Words::tr("Today");
    }
    if (day.daysTo(today) == 1) {
        return Words::tr("Yesterday");
    }
    //: Qt date format of a day in this year
    const QString sameYear = Words::tr("dddd, d MMMM");
    //: Qt date format of a day in another year
    const QString otherYear = Words::tr("d MMMM yyyy");
    return QLocale::system().toString(day, day.year() == today.year() ? sameYear : otherYear);
}

QString momentWords(const QDateTime& local, QDate today)
{
    const QDate day = local.date();
    const QString time = clockTime(local.time());
    if (day == today) {
        return time;
    }
    if (day.daysTo(today) == 1) {
        return Words::tr("Yesterday, %1").arg(time);
    }
    //: Qt date format of a day in this year, short
    const QString sameYear = Words::tr("d MMM");
    //: Qt date format of a day in another year, short
    const QString otherYear = Words::tr("d MMM yyyy");
    const QString date
        = QLocale::system().toString(day, day.year() == today.year() ? sameYear : otherYear);
    return Words::tr("%1, %2").arg(date, time);
}

QString shortMoment(const QDateTime& local, QDate today)
{
    const QDate day = local.date();
    if (day == today) {
        return clockTime(local.time());
    }
    const auto ago = day.daysTo(today);
    if (ago > 0 && ago < 7) {
        return QLocale::system().toString(day, u"ddd"_s);
    }
    //: Qt date format, as short as can be
    return QLocale::system().toString(
        day, day.year() == today.year() ? Words::tr("d MMM") : Words::tr("MMM yyyy"));
}

} // namespace landline::ui
