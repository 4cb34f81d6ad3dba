// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/latencies.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace landline::cli {

using namespace Qt::StringLiterals;

namespace {

/// Rounded to microseconds, which is what a socket and an event loop are good for.
double milliseconds(Latencies::Nanoseconds time)
{
    return std::round(std::chrono::duration<double, std::micro>(time).count()) / 1000;
}

QString inWords(Latencies::Nanoseconds time)
{
    return QString::number(milliseconds(time), 'f', 3) + u" ms"_s;
}

} // namespace

Latencies::Nanoseconds Latencies::percentile(double hundredths) const
{
    Q_ASSERT(!m_taken.empty());
    std::vector<Nanoseconds> sorted = m_taken;
    const auto size = static_cast<double>(sorted.size());
    const double rank = std::clamp(std::ceil(hundredths * size / 100), 1.0, size);
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(sorted.begin(), nth, sorted.end());
    return *nth;
}

QString Latencies::toLine(int bytes) const
{
    const QString what = u"%1 echoes of %2 bytes"_s.arg(count()).arg(bytes);
    if (m_taken.empty()) {
        return what;
    }
    return what
        + u": min %1, median %2, p99 %3, max %4"_s.arg(inWords(percentile(0)),
            inWords(percentile(50)), inWords(percentile(99)), inWords(percentile(100)));
}

QByteArray Latencies::toJson(int bytes) const
{
    QJsonObject object { { u"type"_s, u"echo"_s }, { u"count"_s, count() }, { u"bytes"_s, bytes } };
    if (!m_taken.empty()) {
        object.insert(u"min"_s, milliseconds(percentile(0)));
        object.insert(u"median"_s, milliseconds(percentile(50)));
        object.insert(u"p99"_s, milliseconds(percentile(99)));
        object.insert(u"max"_s, milliseconds(percentile(100)));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace landline::cli
