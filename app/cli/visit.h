// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/order.h"
#include "app/cli/patience.h"
#include "client/connectionkeeper.h"
#include "client/idmint.h"
#include "client/session.h"
#include "messages/events.h"
#include "messages/requests.h"

#include <QList>
#include <QObject>

#include <functional>

namespace landline::cli {

/// A script's presence on a server: connected, and again after each break, with questions that find their answers.
///
/// A question is asked until it is answered: after a break again, and after a pause where the server puts it off. So only
/// what may be asked twice is asked here; what is said goes by send().
class Visit final : public QObject {
    Q_OBJECT

public:
    Visit(const Order& order, const Patience::Limits& limits, QObject* parent = nullptr);

    void start();
    /// Goodbye.
    void stop();

    /// As of the last connection.
    const event::Welcome& welcome() const { return m_welcome; }
    /// The server's address, for sentences.
    QString server() const;

    /// Calls `take` with the answer. Where the server refuses for good, failed() is told instead.
    template <typename Answer>
    void ask(const Request& request, std::function<void(const Answer&)> take)
    {
        add(request, [take = std::move(take)](const Event& event) {
            const auto* answer = std::get_if<Answer>(&event);
            if (answer) {
                take(*answer);
            }
            return answer != nullptr;
        });
    }
    enum class NewRooms { Make, Refuse };
    /// Goes into the room, where the user is not in it already; then calls `entered`.
    void enter(const RoomName& room, NewRooms newRooms, std::function<void()> entered);
    /// False where there is no connection.
    bool send(const RequestFrame& frame);

Q_SIGNALS:
    /// Welcome, each time. The rooms that were entered are entered.
    void opened();
    void closed();
    /// What is no answer to ask().
    void eventReceived(const landline::Event& event);
    /// It cannot go on.
    void failed(const landline::cli::End& end);

private:
    struct Question {
        EventId id;
        Request request;
        std::function<bool(const Event&)> take; ///< False where the event is not yet the answer.
    };

    void add(const Request& request, std::function<bool(const Event&)> take);
    void join(const RoomName& room, std::function<void()> entered);
    bool isIn(const RoomName& room) const;
    void takeWelcome(const event::Welcome& welcome);
    void takeEvent(const Event& event);
    bool takeAnswer(const Event& event);
    bool takeRefusal(const event::Failure& failure);
    void askAgain(const EventId& id);
    qsizetype indexOf(const EventId& id) const;

    client::SessionConfig m_config;
    client::IdMint m_ids;
    client::ConnectionKeeper m_keeper;
    Patience m_patience;
    event::Welcome m_welcome;
    QList<Question> m_questions; ///< Without an answer, in the order in which they were asked.
};

} // namespace landline::cli
