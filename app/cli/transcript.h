// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/lines.h"
#include "client/timelinemodel.h"

#include <QDate>
#include <QObject>
#include <QStringList>

#include <optional>

namespace landline::cli {

/// A room's timeline as lines that are written one below the other and never changed: each message once, when it is
/// stored, in the order of the room; who comes and goes between them.
class Transcript final : public QObject {
    Q_OBJECT

public:
    /// The model is borrowed, and outlives this.
    Transcript(client::TimelineModel& model, const LineForm& form, QObject* parent = nullptr);

    const RoomName& room() const { return m_model.room(); }
    client::TimelineModel& model() const { return m_model; }
    /// The newest messages, at most so many, after which comes what is written(). Where the timeline is still to come,
    /// they are written when it does.
    QString opening(int messages);
    /// Tells refused() of all that are refused now.
    void tellRefused();
    /// Messages before the first that was written, at most so many of those that are loaded; nothing where none are.
    std::optional<QString> older(int messages);
    /// The newest message of that author; nothing where none is loaded.
    std::optional<Seq> lastOf(const QString& author) const;

Q_SIGNALS:
    void written(const QString& lines);
    /// The server will not have a message of one's own. Told by tellRefused() alone.
    void refused(const landline::EventId& id, const QString& content, const QString& sentence);
    /// What waits may be another; see waitingIn().
    void waitingChanged();

private:
    Seq seqOf(int row) const;
    QString lineOf(int row) const;
    QString authorOf(Seq seq) const;
    void takeRows(int first, int last);
    void takeChange(int first, int last);
    void takeReset();
    void append(QStringList& lines, int row);

    client::TimelineModel& m_model;
    LineForm m_form;
    Seq m_first; ///< Of the messages written.
    Seq m_last;
    QDate m_day; ///< Of the last line.
    int m_wanted = 0; ///< Messages that opening() was asked for.
    bool m_isOpen = false;
};

/// Messages of one's own that the server has not stored yet.
int waitingIn(const client::TimelineModel& model);

} // namespace landline::cli
