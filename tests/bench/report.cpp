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

void printRatios(const Report& report, QTextStream& out)
{
    out << "\nRatios in this run: deliveries per CPU second of the server; the last column is the "
           "median latency"
           " over the floor's.\n"
        << QString().leftJustified(34);
    for (const Comparison& comparison : comparisons())
        out << column(comparison.title);
    out << '\n';
    for (const Cell& cell : report.cells) {
        out << cellName(cell.shape).leftJustified(34);
        for (const Comparison& c : comparisons()) {
            const auto value = ratio(cell, c.one, c.other, c.figure);
            out << column(value ? QString::number(*value, 'f', 2) : u"-"_s);
        }
        out << '\n';
    }
    out << "The disk takes a page in " << QString::number(report.syncSeconds * 1e3, 'f', 2)
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
    const QJsonObject all { { u"processors"_s, report.processors },
        { u"sync_median_seconds"_s, report.syncSeconds }, { u"fan_out"_s, cells } };
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0
        && file.commit();
}

} // namespace landline::bench
