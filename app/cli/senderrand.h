// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/inputreader.h"
#include "app/cli/linebatcher.h"
#include "app/cli/visiterrand.h"
#include "client/localdatabase.h"
#include "client/outbox.h"
#include "client/outboxsender.h"

namespace landline::cli {

/// `send`: says some words, or the standard input while it comes.
///
/// What is said goes by way of the client's outbox: in its order, within the server's limits, under one id until its echo
/// is here. Of the input no more is read than the next messages need, so a program that writes faster waits.
class SendErrand final : public VisitErrand {
    Q_OBJECT

public:
    explicit SendErrand(const Order& order, QObject* parent = nullptr);

    void start() override;
    void interrupt() override { fail({ ExitCode::Interrupted, {} }); }

protected:
    void begin() override { enter(); }
    void resume() override { enter(); }
    /// Says how far it came.
    void fail(const End& reason) override;

private:
    void takeInput(const QByteArray& bytes);
    void enter();
    void openWay();
    /// Puts what is due into the outbox, reads on where there is room, and ends where all is said.
    void pump();
    bool isDue() const;
    void add(const QString& content);
    void takeEvent(const Event& event);
    void takeEcho(const event::Text& text);

    RoomName m_room;
    InputReader m_input;
    LineBatcher m_batcher;
    QTimer m_linger; ///< From the first line of a message until it goes, full or not.
    const SystemClock m_clock {};
    client::LocalDatabase m_database; ///< In memory.
    client::Outbox m_outbox;
    client::OutboxSender m_sender;
    client::IdMint m_ids;
    bool m_isIn = false; ///< In the room: messages may go.
    bool m_isOver = false; ///< m_linger has run out.
    int m_made = 0; ///< Messages that were put into the outbox.
    int m_said = 0; ///< Of these, those that are stored.
};

} // namespace landline::cli
