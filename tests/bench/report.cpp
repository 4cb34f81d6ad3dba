// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace landline::bench {

namespace {

constexpr int nameWidth = 18;
constexpr int columnWidth = 15;

QString cellName(const LoadShape& shape)
{
    return u"%1 members, %2 B, %3 in flight"_s.arg(shape.members)
        .arg(shape.contentBytes)
        .arg(shape.inFlight);
}

QString column(const QString& text)
{
    return text.rightJustified(columnWidth);
}

QString number(double value, int decimals)
{
    return column(QString::number(value, 'f', decimals));
}

/// Two figures of a cell, one over the other; nothing where one of them was not measured.
std::optional<double> ratio(
    const Cell& cell, const QString& one, const QString& other, double Figures::*figure)
{
    if (!cell.figures.contains(one) || !cell.figures.contains(other)
        || cell.figures[other].*figure <= 0)
        return {};
    return cell.figures[one].*figure / (cell.figures[other].*figure);
}

struct Comparison {
    QString title;
    QString one;
    QString other;
    double Figures::*figure;
};

QList<Comparison> comparisons()
{
    return {
        { u"sqlite/floor"_s, u"landline-sqlite"_s, u"epoll-floor"_s, &Figures::perCpuSecond },
        { u"memory/floor"_s, u"landline-memory"_s, u"epoll-floor"_s, &Figures::perCpuSecond },
        { u"sqlite/go"_s, u"landline-sqlite"_s, u"go-hub"_s, &Figures::perCpuSecond },
        { u"sqlite/naive"_s, u"landline-sqlite"_s, u"naive-hub"_s, &Figures::perCpuSecond },
        { u"memory p50"_s, u"landline-memory"_s, u"epoll-floor"_s, &Figures::p50 },
    };
}

QJsonObject toJson(const Figures& figures)
{
    return { { u"deliveries_per_cpu_second"_s, figures.perCpuSecond },
        { u"deliveries_per_second"_s, figures.perSecond },
        { u"latency_p50_seconds"_s, figures.p50 }, { u"latency_p99_seconds"_s, figures.p99 },
        { u"server_cpu_share"_s, figures.cpuShare },
        { u"bytes_per_delivery"_s, figures.bytesPerDelivery },
        { u"resident_mib"_s, figures.residentMiB } };
}

QJsonObject toJson(const RoomsFigures& figures)
{
    return { { u"bytes_each_idle"_s, figures.bytesEach }, { u"kept_mib"_s, figures.keptMiB },
        { u"server_cpu_share"_s, figures.cpuShare }, { u"latency_p50_seconds"_s, figures.p50 },
        { u"latency_p99_seconds"_s, figures.p99 } };
}

QJsonObject toJson(const SlowFigures& figures)
{
    return { { u"deaf"_s, figures.deaf }, { u"cut_off"_s, figures.cutOff },
        { u"latency_p99_seconds_without"_s, figures.p99Without },
        { u"latency_p99_seconds_with"_s, figures.p99With }, { u"grown_mib"_s, figures.grownMiB } };
}

QJsonObject toJson(const LongRoomFigures& figures)
{
    return { { u"messages_short"_s, figures.shortRoom }, { u"messages_long"_s, figures.longRoom },
        { u"join_seconds_short"_s, figures.joinShort },
        { u"join_seconds_long"_s, figures.joinLong },
        { u"history_seconds_short"_s, figures.historyShort },
        { u"history_seconds_long"_s, figures.historyLong } };
}

QJsonObject toJson(const StoreFigures& figures)
{
    return { { u"messages_in_a_commit"_s, figures.group },
        { u"commit_p50_seconds"_s, figures.commitP50 },
        { u"commit_p99_seconds"_s, figures.commitP99 },
        { u"messages_per_second"_s, figures.perSecond }, { u"cpu_seconds_each"_s, figures.cpuEach },
        { u"bytes_each"_s, figures.bytesEach } };
}

QJsonObject toJson(const SearchFigures& figures)
{
    QJsonObject kinds;
    for (const auto& kind : figures.kinds)
        kinds.insert(kind.name,
            QJsonObject { { u"p50_seconds"_s, kind.p50 }, { u"p95_seconds"_s, kind.p95 },
                { u"most_seconds"_s, kind.most } });
    return { { u"messages"_s, figures.messages }, { u"indexed_in_seconds"_s, figures.indexedIn },
        { u"index_mib"_s, figures.indexMiB }, { u"log_mib"_s, figures.logMiB },
        { u"questions"_s, kinds }, { u"unfinished"_s, figures.unfinished },
        { u"echo_seconds_with"_s, figures.echoWith },
        { u"echo_seconds_without"_s, figures.echoWithout },
        { u"messages_per_second_with"_s, figures.perSecondWith },
        { u"messages_per_second_without"_s, figures.perSecondWithout } };
}

template <typename Value>
QJsonObject mapToJson(const QMap<QString, Value>& values)
{
    QJsonObject object;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        object.insert(it.key(), toJson(*it));
    return object;
}

void printRatios(const Report& report, QTextStream& out)
{
    out << "\nRatios in this run: deliveries per CPU second of the server; the last two are the "
           "median latency over the floor's and over the disk's.\n"
        << QString().leftJustified(34);
    for (const Comparison& comparison : comparisons())
        out << column(comparison.title);
    out << column(u"sqlite p50/disk"_s) << '\n';
    for (const Cell& cell : report.cells) {
        out << cellName(cell.shape).leftJustified(34);
        for (const Comparison& c : comparisons()) {
            const auto value = ratio(cell, c.one, c.other, c.figure);
            out << column(value ? QString::number(*value, 'f', 2) : u"-"_s);
        }
        const auto sqlite = cell.figures.constFind(u"landline-sqlite"_s);
        out << (sqlite == cell.figures.cend() ? column(u"-"_s)
                                              : number(sqlite->p50 / report.syncSeconds, 2))
            << '\n';
    }
}

void printRooms(const Report& report, QTextStream& out)
{
    const RoomsShape& shape = report.roomsShape;
    out << '\n'
        << shape.rooms * shape.membersEach << " connections in rooms of " << shape.membersEach
        << ", " << shape.perSecond << " messages a second\n"
        << QString().leftJustified(nameWidth);
    for (const QString& title :
        { u"KiB each idle"_s, u"MiB kept after"_s, u"CPU %"_s, u"p50 ms"_s, u"p99 ms"_s })
        out << column(title);
    out << '\n';
    for (auto it = report.rooms.cbegin(); it != report.rooms.cend(); ++it)
        out << it.key().leftJustified(nameWidth) << number(it->bytesEach / 1024, 2)
            << number(it->keptMiB, 1) << number(it->cpuShare * 100, 1) << number(it->p50 * 1e3, 2)
            << number(it->p99 * 1e3, 2) << '\n';
    const auto floor = report.rooms.constFind(u"epoll-floor"_s);
    if (floor == report.rooms.cend())
        return;
    for (auto it = report.rooms.cbegin(); it != report.rooms.cend(); ++it)
        out << it.key().leftJustified(nameWidth)
            << "CPU over the floor's: " << QString::number(it->cpuShare / floor->cpuShare, 'f', 2)
            << '\n';
}

void printSlow(const Report& report, QTextStream& out)
{
    out << "\n200 members of whom 10 never read, 1 KiB, 10 in flight\n"
        << QString().leftJustified(nameWidth);
    for (const QString& title :
        { u"cut off"_s, u"p99 ms without"_s, u"p99 ms with"_s, u"MiB each"_s })
        out << column(title);
    out << '\n';
    for (auto it = report.slow.cbegin(); it != report.slow.cend(); ++it)
        out << it.key().leftJustified(nameWidth)
            << column(u"%1 of %2"_s.arg(it->cutOff).arg(it->deaf))
            << number(it->p99Without * 1e3, 2) << number(it->p99With * 1e3, 2)
            << number(it->grownMiB / it->deaf, 2) << '\n';
}

void printLongRoom(const LongRoomFigures& figures, QTextStream& out)
{
    const auto line = [&](const QString& what, double shortRoom, double longRoom) {
        out << what.leftJustified(nameWidth) << number(shortRoom * 1e3, 3)
            << number(longRoom * 1e3, 3) << '\n';
    };
    out << "\nMilliseconds to an answer in a room of\n"
        << QString().leftJustified(nameWidth) << number(figures.shortRoom, 0)
        << number(figures.longRoom, 0) << '\n';
    line(u"join with since"_s, figures.joinShort, figures.joinLong);
    line(u"history before"_s, figures.historyShort, figures.historyLong);
}

void printStore(const Report& report, QTextStream& out)
{
    out << "\nThe store alone, messages of 64 B in commits of\n"
        << QString().leftJustified(nameWidth);
    for (const QString& title :
        { u"p50 ms"_s, u"p99 ms"_s, u"p50/disk"_s, u"messages/s"_s, u"CPU us each"_s, u"B each"_s })
        out << column(title);
    out << '\n';
    for (const StoreFigures& figures : report.store)
        out << QString::number(figures.group).rightJustified(nameWidth)
            << number(figures.commitP50 * 1e3, 3) << number(figures.commitP99 * 1e3, 3)
            << number(figures.commitP50 / report.syncSeconds, 2) << number(figures.perSecond, 0)
            << number(figures.cpuEach * 1e6, 2) << number(figures.bytesEach, 0) << '\n';
}

void printSearch(const SearchFigures& figures, QTextStream& out)
{
    out << "\nMilliseconds to the first results in " << figures.messages << " messages\n"
        << QString().leftJustified(nameWidth);
    for (const QString& title : { u"p50"_s, u"p95"_s, u"most"_s })
        out << column(title);
    out << '\n';
    for (const auto& kind : figures.kinds)
        out << kind.name.leftJustified(nameWidth) << number(kind.p50 * 1e3, 2)
            << number(kind.p95 * 1e3, 2) << number(kind.most * 1e3, 2) << '\n';
    out << "Ended by their time with nothing found yet: " << figures.unfinished
        << "\nThe index was made in " << QString::number(figures.indexedIn, 'f', 1)
        << " s and takes " << QString::number(figures.indexMiB, 'f', 0) << " MiB beside a log of "
        << QString::number(figures.logMiB, 'f', 0) << " MiB\n"
        << QString().leftJustified(nameWidth) << column(u"with it"_s) << column(u"without"_s)
        << "\nmedian echo, ms   " << number(figures.echoWith * 1e3, 2)
        << number(figures.echoWithout * 1e3, 2) << "\nmessages a second "
        << number(figures.perSecondWith, 0) << number(figures.perSecondWithout, 0) << '\n';
}

} // namespace

void printCell(const Cell& cell, QTextStream& out)
{
    out << '\n' << cellName(cell.shape) << '\n' << QString().leftJustified(nameWidth);
    for (const QString& title :
        { u"M/CPU s"_s, u"M/s"_s, u"p50 ms"_s, u"p99 ms"_s, u"CPU %"_s, u"B each"_s, u"MiB"_s })
        out << column(title);
    out << '\n';
    for (auto it = cell.figures.cbegin(); it != cell.figures.cend(); ++it) {
        out << it.key().leftJustified(nameWidth) << number(it->perCpuSecond / 1e6, 3)
            << number(it->perSecond / 1e6, 3) << number(it->p50 * 1e3, 3)
            << number(it->p99 * 1e3, 3) << number(it->cpuShare * 100, 0)
            << number(it->bytesPerDelivery, 0) << number(it->residentMiB, 1) << '\n';
    }
    out.flush();
}

void printReport(const Report& report, QTextStream& out)
{
    if (!report.cells.isEmpty())
        printRatios(report, out);
    if (!report.rooms.isEmpty())
        printRooms(report, out);
    if (!report.slow.isEmpty())
        printSlow(report, out);
    if (report.longRoom)
        printLongRoom(*report.longRoom, out);
    if (!report.store.isEmpty())
        printStore(report, out);
    if (report.search)
        printSearch(*report.search, out);
    out << "\nThe disk takes a page in " << QString::number(report.syncSeconds * 1e3, 'f', 2)
        << " ms (median of fdatasync); " << report.processors
        << (report.processors == 1 ? " processor" : " processors") << '\n';
    out.flush();
}

bool writeJson(const Report& report, const QString& path)
{
    QJsonArray cells;
    for (const Cell& cell : report.cells) {
        QJsonObject figures;
        for (auto it = cell.figures.cbegin(); it != cell.figures.cend(); ++it)
            figures.insert(it.key(), toJson(*it));
        QJsonObject ratios;
        for (const Comparison& c : comparisons()) {
            if (const auto value = ratio(cell, c.one, c.other, c.figure))
                ratios.insert(c.title, *value);
        }
        cells.append(QJsonObject { { u"members"_s, cell.shape.members },
            { u"content_bytes"_s, cell.shape.contentBytes },
            { u"in_flight"_s, cell.shape.inFlight }, { u"contestants"_s, figures },
            { u"ratios"_s, ratios } });
    }
    QJsonObject all { { u"processors"_s, report.processors },
        { u"sync_median_seconds"_s, report.syncSeconds }, { u"fan_out"_s, cells },
        { u"rooms"_s, mapToJson(report.rooms) }, { u"slow_readers"_s, mapToJson(report.slow) } };
    if (report.longRoom)
        all.insert(u"long_room"_s, toJson(*report.longRoom));
    if (report.search)
        all.insert(u"search"_s, toJson(*report.search));
    QJsonArray store;
    for (const StoreFigures& figures : report.store)
        store.append(toJson(figures));
    all.insert(u"store"_s, store);
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0
        && file.commit();
}

} // namespace landline::bench
