// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/preview/samples.h"
#include "ui/look/appearance.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QTest>
#include <QWheelEvent>

/// A TimelineView on the screen for tests, and what they fill it with.
namespace landline::ui {

using namespace Qt::StringLiterals;
using client::TimelineModel;

inline const client::Features everything = client::Feature::Edit | client::Feature::Delete
    | client::Feature::React | client::Feature::Pin;

inline event::Text textAt(
    const TimelineModel& model, qint64 seq, const QString& author, const QString& words)
{
    event::Text text;
    text.room = model.room();
    text.seq = { seq };
    text.username = preview::userOf(author);
    text.content = words;
    text.timestamp = { std::chrono::milliseconds(1795176000000 + seq * 1000) };
    return text;
}

inline client::PendingMessage pendingAt(const TimelineModel& model, const QString& id)
{
    client::PendingMessage message;
    message.id = *EventId::fromString(id);
    message.room = model.room();
    message.content = u"mine"_s;
    message.writtenAt = { std::chrono::milliseconds(1795176900000) };
    return message;
}

/// A view of 600 by 500 in an active window, and a model that a test fills.
struct Stage {
    explicit Stage(int rows = 0)
        : appearance(*qApp, ThemeChoice::Light)
        , model(preview::roomOf(u"general"_s), preview::userOf(u"bob"_s))
        , view(appearance, clock)
    {
        if (rows > 0) {
            preview::fillMany(model, rows);
        }
        view.resize(600, 500);
        view.setModel(&model);
        view.show();
    }

    bool activate()
    {
        view.activateWindow();
        return QTest::qWaitForWindowActive(&view);
    }

    /// Where the row that shows a seq begins on the screen; -1 where it is not seen.
    int topOf(qint64 seq) const { return view.flow().topOf(model.rowOf({ seq })).value_or(-1); }

    /// A seq in the middle of the screen whose row is not the first of anything.
    qint64 middleSeq() const
    {
        const auto& placed = view.flow().placed();
        return model.index(placed.at(placed.size() / 2).row)
            .data(TimelineModel::SeqRole)
            .toLongLong();
    }

    void wheel(int notches)
    {
        const QPointF point(100, 100);
        QWheelEvent event(point, view.viewport()->mapToGlobal(point), {}, { 0, notches * 120 },
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }

    /// Moves the pointer over the viewport, no button pressed.
    void point(const QPoint& at)
    {
        QMouseEvent move(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton,
            Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &move);
    }

    preview::NoonClock clock;
    Appearance appearance;
    TimelineModel model;
    TimelineView view;
};

} // namespace landline::ui
